import { strings } from '../strings/index.ts';
import { type SkinTone, skinTones, withTone } from './skin-tone.ts';

/** A hand in each skin tone, of which one is chosen. */
export function ToneChoice({ tone, onChoose }: { tone: SkinTone; onChoose: (tone: SkinTone) => void }) {
  return (
    <select
      className="emoji-tone"
      aria-label={strings.emoji.tones}
      value={tone}
      onChange={(event) => onChoose(skinTones.find((each) => each === event.target.value) ?? 'none')}
    >
      {skinTones.map((each) => (
        <option key={each} value={each} aria-label={strings.emoji.tone[each]}>
          {withTone('✋', each)}
        </option>
      ))}
    </select>
  );
}
