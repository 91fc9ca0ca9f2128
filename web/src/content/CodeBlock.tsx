import { useEffect, useState } from 'react';
import { strings } from '../strings/index.ts';

/** How long the button says what came of it. */
const answerMs = 2000;

/** Code as it was written, with a button that copies it. */
export function CodeBlock({ language, text }: { language: string | null; text: string }) {
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), answerMs);
    return () => clearTimeout(timer);
  }, [outcome]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('copyFailed');
    }
  }

  return (
    <div className="code-block" dir="ltr">
      <div className="code-head">
        {language !== null && <bdi className="code-language">{language}</bdi>}
        <button className="code-copy" type="button" onClick={() => void copy()}>
          {strings.content[outcome ?? 'copyCode']}
        </button>
        <span className="visually-hidden" role="status">
          {outcome && strings.content[outcome]}
        </span>
      </div>
      {/* What is wider than the page scrolls, by keyboard too. */}
      <pre tabIndex={0} role="region" aria-label={strings.content.code(language)}>
        <code>{text}</code>
      </pre>
    </div>
  );
}
