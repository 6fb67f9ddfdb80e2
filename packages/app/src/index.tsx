import { createRoot } from 'react-dom/client';
import '@backstage/ui/css/styles.css';
import './theme.css';
import { app } from './App.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element with the id "root".');
createRoot(root).render(app.createRoot());
