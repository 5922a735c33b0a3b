import { isRecord } from '../../http/isRecord';
import { textOf } from '../../http/textOf';
import type { AlertMessage } from './alertMessage';

/** One thing that was looked at. */
export interface Checked {
	ok: boolean;
	message: string;
	/** '' where all is well. */
	nextStep: string;
}

/** What several nodes looked at, what is to be done first. */
export interface ChecksMessage extends AlertMessage {
	ready: boolean;
	checks: Checked[];
}

/**
 * One message about all that was checked, whoever checked it: lines of Sync Ledger (Check), of Workspace: Prepare, and items
 * that say why something failed. What says nothing is left out, and nothing at all is not in order. Pure, never throws.
 */
export function checksMessage(found: readonly unknown[]): ChecksMessage {
	const lines = found.flatMap((one) => checkedIn(one) ?? []);
	const toDo = lines.filter(({ ok }) => !ok);
	const ready = lines.length > 0 && toDo.length === 0;
	const text = ready ? `All ${lines.length} checks passed. Alerts of the sync arrive where this message does.` : toDo.map(sentences).join('\n') || 'Nothing was checked. Connect the nodes that check to this one.';
	const title = `Intercom to Xero: ${ready ? 'Setup is complete' : 'Setup found something to do'} (test alert)`;
	const alert = { key: 'setup', title, message: text, nextStep: '', links: [], good: ready };
	return { ready, checks: [...toDo, ...lines.filter(({ ok }) => ok)], title, text, good: ready, links: [], alerts: [alert], more: 0 };
}

function checkedIn(one: unknown): Checked | null {
	if (!isRecord(one)) return null;
	const message = textOf(one.message);
	return message === '' ? null : { ok: one.ok === true, message, nextStep: textOf(one.nextStep) || textOf(one.fix) };
}

function sentences({ message, nextStep }: Checked): string {
	return [message, nextStep].filter((part) => part !== '').map((part) => part.replace(/\.?$/, '.')).join(' ');
}
