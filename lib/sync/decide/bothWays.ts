import { flowingSides, flowOfSide, type FlowingSide } from '../record/flowing';
import type { MappedRecord } from '../record/record';
import { without } from './leaveOut';
import type { Plan } from '../plan/plan';

type Bound = Extract<Plan, { kind: 'update' | 'unchanged' }>;

/**
 * Leaves out of an update what was changed in Xero alone, or is Xero's to say by the policy: that goes to Intercom.
 * @returns the update (perhaps smaller), nothing left to write, or the fields that were changed on both sides and that a
 * person has to decide. Pure.
 */
export function settleBothWays(plan: Bound, record: MappedRecord): Bound | { kind: 'changedOnBothSides'; sides: readonly FlowingSide[] } {
	const sides = flowingSides(record, plan.contact).map((side) => ({ side, flow: flowOfSide(side, record, plan.contact) }));
	const asked = sides.filter(({ flow }) => flow === 'review').map(({ side }) => side);
	if (asked.length > 0) return { kind: 'changedOnBothSides', sides: asked };
	if (plan.kind === 'unchanged') return plan;
	const back = sides.filter(({ flow }) => flow === 'toIntercom').flatMap(({ side }) => side.changes);
	const dropped = plan.changes.filter(({ field }) => back.includes(field));
	return dropped.length === 0 ? plan : without(plan, dropped, ({ field }) => `${field} kept: it was changed in Xero since the last sync, and goes to Intercom.`);
}
