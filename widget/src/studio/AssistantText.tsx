// The text of a file beside the numbers of its lines; those with a problem are marked.
import { useEffect, useRef } from "preact/hooks";
import { busy, files, write, wrong } from "./assistant.ts";
import { jump } from "./jumping.ts";
import { extent, indentOf, numbered } from "./project.ts";

export function AssistantText({ name }: { name: string }) {
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLPreElement>(null);
  const text = files.value[name] ?? "";
  const found = wrong.value.filter(({ file }) => file === name);
  const wanted = jump.value?.file === name ? jump.value : null;
  useEffect(() => {
    if (!wanted || !area.current) return;
    jump.value = null;
    show(area.current, wanted.line);
  }, [wanted]);
  return (
    <div class="source">
      <pre class="source-lines" ref={gutter} aria-hidden="true">
        {numbered(text.split("\n").length, found).map(({ text: numbers, severity }) =>
          severity ? (
            <b key={numbers} class={severity}>
              {numbers}
            </b>
          ) : (
            numbers
          ),
        )}
      </pre>
      <textarea
        id="source-text"
        ref={area}
        key={name}
        class="source-text"
        aria-label={name}
        aria-describedby="assistant-problems-title"
        wrap="off"
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        readOnly={busy.value === "rollback"}
        value={text}
        onInput={(event) => write(name, event.currentTarget.value)}
        onScroll={(event) => {
          if (gutter.current) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
        onKeyDown={(event) => event.key === "Enter" && !event.isComposing && breakLine(event)}
      />
    </div>
  );
}

/** A new line begins where the one before did; the browser can take it back as any other typing. */
function breakLine(event: KeyboardEvent): void {
  const area = event.currentTarget as HTMLTextAreaElement;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const indent = indentOf(area.value.slice(0, area.selectionStart));
  if (indent && document.execCommand("insertText", false, `\n${indent}`)) event.preventDefault();
}

function show(area: HTMLTextAreaElement, line: number): void {
  const [start, end] = extent(area.value, line);
  area.focus();
  area.setSelectionRange(start, end);
  const height = Number.parseFloat(getComputedStyle(area).lineHeight);
  area.scrollTop = Math.max(0, (line - 4) * height);
}
