// A question and its answer drawn by the visitor's own parts and styles, in a shadow root as on any site.
import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import itemsCss from "../visitor/css/items.css";
import launcherCss from "../visitor/css/launcher.css";
import logCss from "../visitor/css/log.css";
import panelCss from "../visitor/css/panel.css";
import { pickLang } from "../visitor/i18n/pick.ts";
import { learnToTalk, speak } from "../visitor/i18n/words.ts";
import { adopt } from "../visitor/module.ts";
import { Bubble } from "../visitor/parts/Bubble.tsx";
import { Markdown, Plain } from "../visitor/parts/Markdown.tsx";
import { tight } from "../visitor/typography.ts";

/** The window stands in the corner of a page; here it stands where it is put, as high as what it holds. */
const HERE = `
:host { position: static; z-index: auto; display: block; }
.panel { position: static; width: auto; height: auto; box-shadow: none; }
.log { height: auto; }
.turn:last-child { margin-bottom: 0; }
`;

interface Props {
  lang: string;
  asked: string;
  question: string;
  answer: string;
}

export function VisitorView({ lang, asked, question, answer }: Props) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    adopt(host.current.attachShadow({ mode: "open" }), launcherCss, panelCss, logCss, itemsCss, HERE);
  }, []);
  useEffect(() => {
    void speak(pickLang(lang)).then(learnToTalk);
  }, [lang]);
  useEffect(() => {
    const root = host.current?.shadowRoot;
    if (root) render(<Exchange lang={lang} asked={asked} question={question} answer={answer} />, root);
  });
  return <div class="visitor-view" ref={host} />;
}

function Exchange({ lang, asked, question, answer }: Props) {
  return (
    <div class="panel">
      <div class="log" lang={lang}>
        <Bubble author="visitor">
          <Plain text={asked} />
        </Bubble>
        <Bubble author="agent">
          <div class="preview-answer">
            <p class="question">{tight(question)}</p>
            <Markdown text={answer} />
          </div>
        </Bubble>
      </div>
    </div>
  );
}
