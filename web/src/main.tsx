import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './App.tsx';
import { OutputsContext } from './outputs/outputs-context.ts';
import { readOutputs } from './outputs/read-outputs.ts';
import { setUserPool } from './session/user-pool.ts';
import { strings } from './strings/index.ts';
import './styles/fonts.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/banner.css';
import './styles/channel.css';
import './styles/list.css';
import './styles/content.css';
import './styles/composer.css';
import './styles/emoji.css';
import './styles/dialogs.css';
import './styles/files.css';
import './styles/sign-in.css';
import './styles/touch.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');

document.documentElement.lang = strings.language;
document.documentElement.dir = strings.direction;
const outputs = await readOutputs();
setUserPool(outputs.userPool);

createRoot(root).render(
  <StrictMode>
    <OutputsContext value={outputs}>
      <BrowserRouter>
        <App />
      </BrowserRouter>
    </OutputsContext>
  </StrictMode>,
);
