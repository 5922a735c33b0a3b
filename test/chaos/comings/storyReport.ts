import type { StoryReport } from './playStory';

/** One line for a person; of a fault also the moves that lead to it, and how to repeat it. */
export function storyLines({ story, fault, people, requests, deaths, exits, seconds }: StoryReport): string[] {
	const facts = [`${story.moves.length} moves`, `${people} people`, `${requests} requests`, `${deaths} deaths`, counted(exits), `${seconds.toFixed(1)} s`];
	const line = `story ${story.seed}: ${fault === undefined ? 'ok' : `FAULT ${fault}`}; ${facts.join('; ')}`;
	if (fault === undefined) return [line];
	const moves = story.moves.map(({ id, kind, meanwhile }) => `    ${id} ${kind}${meanwhile.map((one) => `, before request ${one.beforeRequest}: ${one.move.kind}`).join('')}`);
	return [line, `  its moves${story.stormy ? ', in a storm' : ''}:`, ...moves, `  to repeat: npm run test:chaos -- --stories ${story.seed}`];
}

function counted(counts: Readonly<Record<string, number>>): string {
	return Object.entries(counts).map(([name, count]) => `${name} ${count}`).join(', ');
}
