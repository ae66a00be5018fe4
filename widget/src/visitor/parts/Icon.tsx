// A line icon, drawn on a grid of 24.
export const CLOSE = "M6 6l12 12M18 6L6 18";
export const MENU = "M12 5v.01M12 12v.01M12 19v.01";
export const SEND = "M5 12h13M12.5 5.5L19 12l-6.5 6.5";
export const HUMAN = "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0";
export const LANGUAGE = "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.5 12h17M12 3.5c-5 5-5 12 0 17 5-5 5-12 0-17z";
export const RESTART = "M4.5 12a7.5 7.5 0 1 0 2.4-5.5M4.5 4v4.5H9";
export const DOWN = "M12 5v13M5.5 12.5L12 19l6.5-6.5";

export function Icon({ path }: { path: string }) {
  return (
    <svg class="glyph" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
