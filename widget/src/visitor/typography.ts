// French puts a space before some signs, and no line may break there.
export function tight(text: string): string {
  return text.replace(/(?<=\S) (?=[?!:;»%€])|(?<=«|\bh) |(?<=\d) (?=h\b)/g, "\u00a0");
}
