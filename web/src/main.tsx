import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { App } from './App.tsx';
import { EndpointContext } from './outputs/endpoint-context.ts';
import { readEndpoint } from './outputs/read-endpoint.ts';
import './styles/base.css';
import './styles/shell.css';
import './styles/channel.css';
import './styles/list.css';
import './styles/content.css';
import './styles/composer.css';
import './styles/emoji.css';
import './styles/sign-in.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');

const endpoint = await readEndpoint();

createRoot(root).render(
  <StrictMode>
    <EndpointContext value={endpoint}>
      <BrowserRouter>
        <App />
      </BrowserRouter>
    </EndpointContext>
  </StrictMode>,
);
