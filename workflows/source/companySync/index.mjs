import { Canvas } from '../canvas.mjs';
import { addStopAlert } from '../stop.mjs';
import { addAnswer } from './answer.mjs';
import { addNotes } from './notes.mjs';
import { addPipeline } from './pipeline.mjs';
import { addStandAlone } from './standAlone.mjs';
import { addStart } from './start.mjs';

/** Companies: called by Contact Sync with some of them, or alone every night with all of them. */
export function companySync() {
	const canvas = new Canvas('intercomXeroCompany', 'Intercom to Xero: Company Sync');
	addStart(canvas);
	addPipeline(canvas);
	addAnswer(canvas);
	addStandAlone(canvas);
	addStopAlert(canvas, [0, 1200], { title: 'the company sync stopped', nextStep: 'Open the execution in n8n and look at the node. Contact Sync tries the companies again by itself.' });
	addNotes(canvas);
	return canvas;
}
