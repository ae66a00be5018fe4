// A style sheet imported by the visitor side is its text; by a page of the staff side, a side effect.
declare module "*.css" {
  const text: string;
  export default text;
}
