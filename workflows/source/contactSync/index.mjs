import { Canvas } from '../canvas.mjs';
import { addStopAlert } from '../stop.mjs';
import { addAlerts } from './alerts.mjs';
import { addCompanies } from './companies.mjs';
import { addCompanyList } from './companyList.mjs';
import { addGone } from './gone.mjs';
import { addNotes } from './notes.mjs';
import { addPipeline } from './pipeline.mjs';
import { addRecovery } from './recovery.mjs';
import { addRemember } from './remember.mjs';
import { addRetry } from './retry.mjs';
import { addReview } from './review.mjs';
import { addByHand, addCleanUp, addLive, addQueue, addReconciliation } from './sources.mjs';
import { addStart } from './start.mjs';
import { addSweep } from './sweep.mjs';

/** Live contacts and companies, retry queue, reconciliation, review list, audit log, alerts. */
export function contactSync() {
	const canvas = new Canvas('intercomXeroSync', 'Intercom to Xero: Contact Sync');
	addStart(canvas);
	addLive(canvas);
	addQueue(canvas);
	addReconciliation(canvas);
	addCleanUp(canvas);
	addSweep(canvas);
	addCompanyList(canvas);
	addByHand(canvas);
	addPipeline(canvas);
	addCompanies(canvas);
	addGone(canvas);
	addRemember(canvas);
	addReview(canvas);
	addRetry(canvas);
	addRecovery(canvas);
	addAlerts(canvas);
	addStopAlert(canvas, [0, 1400], { title: 'the contact sync stopped', nextStep: 'Open the execution in n8n. The contact is tried again by the hourly reconciliation.' });
	addNotes(canvas);
	return canvas;
}
