// Prints what the changelog says of a version; fails where tag, package, image and changelog do not agree.
import { readFileSync } from 'node:fs';

const version = (process.argv[2] ?? '').replace(/^v/, '');
const { version: packaged } = JSON.parse(readFileSync('package.json', 'utf8'));
const labelled = /image\.version="([^"]+)"/.exec(readFileSync('Dockerfile', 'utf8'))?.[1];
const [, ...sections] = readFileSync('CHANGELOG.md', 'utf8').split(/^## /m);
const section = sections.find((each) => each.split(/\s/, 1)[0] === version);

const problems = [
  ...(packaged === version ? [] : [`package.json is ${packaged}`]),
  ...(labelled === version ? [] : [`the image is labelled ${labelled}`]),
  ...(section === undefined ? ['CHANGELOG.md has no section of it'] : []),
];
if (problems.length > 0) {
  process.stderr.write(`${version || 'no version'} cannot be released: ${problems.join(', ')}.\n`);
  process.exitCode = 1;
} else process.stdout.write(`${section.slice(section.indexOf('\n')).trim()}\n`);
