import { render } from 'preact';
import { App } from './app.ts';
import { h } from './element.ts';
import { enter, isOpen, speakAs } from './state.ts';

const root = document.querySelector('#page');

function say(words: string): void {
  if (root) render(h('main', { class: 'alone' }, [h('h1', {}, 'Darkroom sandbox'), h('p', {}, words)]), root);
}

/** The key may be in the address, or a cookie of before may do. */
async function open(): Promise<void> {
  if (!root) return;
  if (!(await enter())) return say('This address has another key. Take the line that the sandbox printed last.');
  if (!(await isOpen())) return say('Open the whole address that the sandbox printed: its key is missing.');
  render(h(App, {}), root);
  speakAs(sessionStorage.getItem('person') ?? '');
}

void open();
