import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './console.css';
import { Console } from './Console.tsx';

const root = document.getElementById('console');
if (!root) throw new Error('the page has no element for the console');
createRoot(root).render(<Console endpoint={root.dataset.endpoint ?? '/graphql'} />);
