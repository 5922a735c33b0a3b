import type { Report } from '../../lib/ledger/report/model';
import type { AlertReceiver } from '../alerts/receiver';
import { OWNER } from '../n8n/environment';
import type { Beside } from '../sandbox';
import type { DemoStage } from './demoStage';
import { expectations } from './expectations';
import { STATUS_VISITOR } from './statusPage';

/** Between two looks at the status page: each is an execution in n8n. */
const LOOK_MS = 1_500;
/** And where nothing happened that can be heard here: a decision on the status page may call nobody. */
const AT_LEAST_EVERY_MS = 20_000;
const TOLD_SHOWN = 20;

/** Shows the sync on the page of the sandbox, as its own status page says how it stands. Ends with this process. */
export function showBeside({ sandbox, n8n, workflow, status, alerts, hours, connectXero, lookForMissed }: DemoStage): void {
	let standing: Beside['standing'] = null;
	const look = async () => void (standing = standingOf(await status.read()));
	watchFor(look, () => standing === null || isUnderWay(standing), [sandbox.journal, sandbox.intercom.deliveries, sandbox.xero.webhooks]);
	sandbox.beside = {
		links: [
			{ label: 'Status page', href: status.signedIn, signIn: `${STATUS_VISITOR.username} / ${STATUS_VISITOR.password}` },
			{ label: 'n8n editor', href: `${n8n.baseUrl}/workflow/${workflow.id}`, signIn: `${OWNER.email} / ${OWNER.password}` },
		],
		expectations: expectations(hours.minute),
		get standing() {
			return standing;
		},
		get told() {
			return toldBy(alerts);
		},
		connectXero,
		lookForMissed,
	};
}

/** What the page shows of a report. Pure. */
export function standingOf({ headline, troubles, standing }: Pick<Report, 'headline' | 'troubles' | 'standing'>): NonNullable<Beside['standing']> {
	const [trouble] = troubles;
	const next = trouble === undefined ? '' : [trouble.message, trouble.nextStep].filter((words) => words !== '').join(' ');
	const counts = standing.filter(({ key, count }) => count > 0 || key === 'synced' || key === 'waiting' || key === 'review');
	return { words: headline.words, isGood: headline.good, next, counts: counts.map(({ name, count, means }) => ({ name, count, means })) };
}

/** A service refuses, or something waits; what waits for a person does so until somebody decides it. */
function isUnderWay({ next, counts }: NonNullable<Beside['standing']>): boolean {
	return next !== '' || counts.some(({ name, count }) => name === 'Waiting' && count > 0);
}

interface Heard {
	subscribe(listener: () => void): () => void;
}

/** Looks again after something happened, as long as something is under way, and now and then; what fails while n8n is busy or stops is looked at the next time. */
function watchFor(look: () => Promise<void>, isUnderWay: () => boolean, heard: readonly Heard[]): void {
	let isNews = true;
	let lookedAt = 0;
	let isLooking = false;
	for (const one of heard) one.subscribe(() => void (isNews = true));
	setInterval(() => {
		if (isLooking || !(isNews || isUnderWay() || Date.now() - lookedAt > AT_LEAST_EVERY_MS)) return;
		[isNews, isLooking, lookedAt] = [false, true, Date.now()];
		look().catch(() => void (isNews = true)).finally(() => void (isLooking = false));
	}, LOOK_MS).unref();
}

/** What was taken, the newest first. The body is the plain JSON of an alert. */
function toldBy({ received }: AlertReceiver): Beside['told'] {
	return received.filter(({ refusal }) => refusal === null).slice(-TOLD_SHOWN).reverse().map(({ at, body }) => ({ at, ...(body as { title: string; text: string }) }));
}
