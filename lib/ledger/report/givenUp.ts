import type { Binding } from '../rows/facts';
import type { SubjectKind } from '../rows/subject';
import type { WorkRow } from '../rows/work';
import { intercomUrl } from './links';
import { iso } from './words';

/** A record that is not tried again by itself. */
export interface GivenUpView {
	kind: SubjectKind;
	id: string;
	/** Of the state shown: a decision about another one is refused. */
	revision: number;
	reason: string;
	message: string;
	nextStep: string;
	failedAt: string | null;
	intercomUrl: string;
}

/** A record that was given up as the report shows it. Pure. */
export function givenUpView({ kind, id, revision, reason, message, nextStep, failedAt }: WorkRow, binding: Binding | null): GivenUpView {
	return { kind, id, revision, reason: reason ?? '', message: message ?? '', nextStep: nextStep ?? '', failedAt: failedAt === null ? null : iso(failedAt), intercomUrl: intercomUrl(binding, { kind, id }) };
}
