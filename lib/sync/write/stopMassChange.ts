import type { Decision, Pending } from '../decide/decide';
import { changeTexts, isMassChange, isStopped, wasBound, type Measure } from '../decide/massChange';
import { review } from '../record/outcomes';
import { settle, type Run } from './run';
import type { Planned } from './sendWrites';

/** Counts what a mass change is measured by; a record decided twice counts once, as it was decided last, and what a person let pass holds up nobody. */
export function noteBinding({ bound, updated }: Measure, organisationId: string, { record }: Pick<Pending, 'record'>, decision: Decision): void {
	if (record.approved) return;
	const update = decision.kind === 'write' && decision.plan.kind === 'update' ? decision.plan : undefined;
	const settled = decision.kind === 'settled' ? decision.outcome.outcome : undefined;
	// Asked again, or a lost write that did arrive: what was counted for it holds.
	if (decision.kind === 'ask' || settled === 'updated' || settled === 'created') return;
	for (const { earlier, first } of [bound, updated]) for (const ids of [earlier, first]) ids.delete(record.intercomId);
	const isUnchanged = settled === 'unchanged';
	if (!update && !isUnchanged) return;
	// Nothing is left to change only in a contact that has its number already.
	const kind = isUnchanged || wasBound(record, update?.contact, organisationId) ? 'earlier' : 'first';
	bound[kind].add(record.intercomId);
	if (update) updated[kind].add(record.intercomId);
}

/**
 * Once what came together turns out to be a mass change, its updates wait for a person; new contacts are created all the same. What was
 * stopped in an earlier run of this process waits too, however few it is by now.
 */
export function withoutMassChange(run: Run, planned: Map<string, Planned>): Map<string, Planned> {
	const { options, deps } = run;
	const { organisationId } = options;
	const passed = new Map<string, Planned>();
	for (const [intercomId, one] of planned) {
		const isMass = options.massChange !== 'write' && isMassChange(run.measures.get(intercomId)!);
		const { pending, plan } = one;
		const isKept = options.massChange !== 'write' && plan.kind === 'update' && isStopped(plan.changes, deps.memory.stopped(organisationId, intercomId));
		if (plan.kind === 'create' || pending.record.approved || !(isMass || isKept)) passed.set(intercomId, one);
		else {
			const { changes, notes } = plan;
			deps.memory.stop(organisationId, intercomId, changeTexts(changes));
			settle(run, pending, review(pending.record, 'massChange', [plan.contact], { changes, notes, requestIds: pending.requestIds }));
		}
	}
	return passed;
}
