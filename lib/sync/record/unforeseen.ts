import type { Failure } from '../../http/failure';
import { NoAnswer } from '../../http/transport';

/**
 * Runs work whose outcomes must not get lost. A mistake of ours is handed to `onMistake` as a failure; a stopped
 * execution passes through.
 * @throws {NoAnswer} what the work threw as such, and nothing else
 */
export async function guarded(work: () => Promise<void>, onMistake: (failure: Failure) => void): Promise<void> {
	await work().catch(async (error: unknown) => {
		if (error instanceof NoAnswer) return await Promise.reject(error);
		const text = error instanceof Error ? error.message.slice(0, 300) : 'of unknown kind';
		onMistake({ ...UNFORESEEN, message: `${UNFORESEEN.message}: ${text}` });
	});
}

/** The failure of a record that a run ended without an outcome for; nothing should ever need it. */
export function lostTrack(intercomId: string): Failure {
	return { ...NO_OUTCOME, message: `${NO_OUTCOME.message} ${intercomId}` };
}

const UNFORESEEN: Failure = {
	class: 'defect',
	reason: 'unexpected',
	message: 'Something unexpected happened while the records were sent to Xero',
	nextStep: 'Please report this; the records can be sent again.',
	retryable: true,
};

const NO_OUTCOME: Failure = {
	class: 'defect',
	reason: 'noOutcome',
	message: 'The sync lost track of Intercom record',
	nextStep: 'Please report this; the record can be sent again.',
	retryable: true,
};
