import { Link } from 'react-router';
import { Notice } from '../shell/Notice.tsx';
import { strings } from '../strings/index.ts';

/** In place of a channel that is not there, or that the reader may not see: word for word the same. */
export function Missing() {
  return (
    <Notice title={strings.channel.missingTitle} action={<Link to="/">{strings.channel.home}</Link>}>
      {strings.channel.missing}
    </Notice>
  );
}
