// The name of the product and of the screen.
export function Brand({ screen }: { screen: string }) {
  return (
    <div class="brand">
      <svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <path
          fill="currentColor"
          d="M4 3h16a2 2 0 0 1 2 2v8.500a2 2 0 0 1-2 2h-9L6.500 19v-3.500H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zm3 5.200v2.100h10V8.200zM2 20.500h20V22.500H2z"
        />
      </svg>
      <span>Comptoir</span>
      <small>{screen}</small>
    </div>
  );
}
