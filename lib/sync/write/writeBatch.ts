import { backoffMs, type BackoffPolicy } from '../../http/backoff';
import { LOOK_UP_LATER, type Failure } from '../../http/failure';
import type { XeroContact } from '../../xero/contact/contact';
import { createContacts, updateContacts, type XeroClient, type XeroResult } from '../../xero/api/endpoints';
import { cut } from '../../xero/contact/vendorText';
import { idempotencyKey } from '../../xero/api/idempotencyKey';
import type { Plan } from '../plan/plan';
import { sameName } from '../record/contactName';

export type CreatePlan = Extract<Plan, { kind: 'create' }>;
export type UpdatePlan = Extract<Plan, { kind: 'update' }>;

/** What became of one element of a write. */
export type Written =
	| { kind: 'written'; contact: XeroContact; warnings: string[] }
	/** Xero refused this element; the texts are its reasons. */
	| { kind: 'refused'; messages: string[] }
	/** The answer was lost: the contact may exist. */
	| { kind: 'lost'; failure: Failure }
	/** The call failed; `stop` means that later calls would fail the same way. */
	| { kind: 'failed'; failure: Failure; attempts: number; stop: boolean };

/** Anything that goes to Xero's contacts in a batch. */
export interface Sendable {
	kind: 'create' | 'update';
	body: object;
}

/** A change to one known contact: of a plan, or of its status alone. */
export interface SendableUpdate extends Sendable {
	kind: 'update';
	body: object & { ContactID: string };
}

export interface Write<P extends Sendable> {
	intercomId: string;
	plan: P;
	/** How many times the record has been sent before in this run. */
	attempt: number;
}

export interface WriteAnswer {
	intercomId: string;
	written: Written;
	requestId?: string;
}

/**
 * Sends one call of creates; an element whose answer cannot be found again counts as lost.
 * @param run see {@link idempotencyKey}
 */
export async function sendCreates(client: XeroClient, batch: readonly Write<CreatePlan>[], run: string): Promise<WriteAnswer[]> {
	const bodies = batch.map((write) => write.plan.body);
	const attempt = Math.max(...batch.map((write) => write.attempt));
	const result = await createContacts(client, bodies, idempotencyKey({ organisationId: client.organisationId, run, attempt }, bodies));
	const again = async (to: XeroClient, half: readonly Write<CreatePlan>[]) => await sendCreates(to, half, run);
	return await read(client, batch, result, again, (write, elements) =>
		elements.find((element) => sameText(element.ContactNumber, write.plan.body.ContactNumber)) ??
		only(elements.filter((element) => sameName(element.Name ?? '', write.plan.body.Name))),
	);
}

/** Sends one call of updates, each with its ContactID. */
export async function sendUpdates(client: XeroClient, batch: readonly Write<SendableUpdate>[]): Promise<WriteAnswer[]> {
	const result = await updateContacts(client, batch.map((write) => write.plan.body));
	return await read(client, batch, result, sendUpdates, (write, elements) =>
		elements.find((element) => sameText(element.ContactID, write.plan.body.ContactID)),
	);
}

/** How long to wait before looking up what became of a lost write; never longer than the user lets us wait. */
export function lookUpDelayMs(attempt: number, policy: BackoffPolicy, random: number): number {
	return Math.min(policy.maxWaitMs, backoffMs(attempt, policy, random));
}

/** Answers are paired by what comes back, never by position alone. */
async function read<P extends Sendable>(
	client: XeroClient,
	batch: readonly Write<P>[],
	result: XeroResult<XeroContact[]>,
	send: (client: XeroClient, half: readonly Write<P>[]) => Promise<WriteAnswer[]>,
	find: (write: Write<P>, elements: readonly XeroContact[]) => XeroContact | undefined,
): Promise<WriteAnswer[]> {
	if (result.ok) {
		return batch.map((write) => ({
			intercomId: write.intercomId,
			written: readElement(find(write, result.value)),
			requestId: result.requestId,
		}));
	}
	const { failure, attempts } = result;
	const blamesElement = isAboutAnElement(failure, batch);
	if (blamesElement && batch.length > 1) return await sendHalves(client, batch, send);
	const internal = isInternalError(failure);
	const written: Written =
		failure.class === 'uncertain' || (internal && batch.length > 1)
			? { kind: 'lost', failure }
			: { kind: 'failed', failure, attempts, stop: !blamesElement && !internal };
	return batch.map(({ intercomId }) => ({ intercomId, written, requestId: failure.requestId }));
}

/**
 * Whether one element may be to blame for the whole call: a refused request, or the 404 that one unknown ContactID
 * brings on all. A create names no id, so its 404 comes from somewhere else and would only come again.
 */
function isAboutAnElement<P extends Sendable>({ class: kind }: Failure, batch: readonly Write<P>[]): boolean {
	return kind === 'validation' || (kind === 'gone' && batch.some(({ plan }) => plan.kind === 'update'));
}

/**
 * Xero's own mistake, which one element of the call may have brought on all: what went with it is sent again in smaller
 * calls. A gateway that finds no Xero answers 502 to 504.
 */
export function isInternalError({ status }: Failure): boolean {
	return status === 500;
}

/** The second half is not sent where the first one showed that no call will do. */
async function sendHalves<P extends Sendable>(
	client: XeroClient,
	batch: readonly Write<P>[],
	send: (client: XeroClient, half: readonly Write<P>[]) => Promise<WriteAnswer[]>,
): Promise<WriteAnswer[]> {
	const middle = Math.ceil(batch.length / 2);
	const first = await send(client, batch.slice(0, middle));
	const rest = batch.slice(middle);
	const stopping = first.find(({ written }) => written.kind === 'failed' && written.stop);
	return [...first, ...(stopping ? rest.map(({ intercomId }) => ({ ...stopping, intercomId })) : await send(client, rest))];
}

/** With summarizeErrors=false Xero answers 200 and hides failures in the element, which may even carry a ContactID. */
function readElement(element: XeroContact | undefined): Written {
	if (!element) return { kind: 'lost', failure: MISSING_ELEMENT };
	const messages = texts(element.ValidationErrors);
	if (element.StatusAttributeString === 'ERROR' || element.HasValidationErrors || messages.length > 0) {
		return { kind: 'refused', messages: [...messages, ...slotMessages(element)] };
	}
	if (element.ContactID === '') return { kind: 'lost', failure: MISSING_ELEMENT };
	return { kind: 'written', contact: element, warnings: texts(element.Warnings) };
}

/** Phones and addresses carry their own errors. */
function slotMessages(element: XeroContact): string[] {
	return [...(element.Phones ?? []), ...(element.Addresses ?? [])].flatMap((slot) =>
		texts((slot as { ValidationErrors?: XeroContact['ValidationErrors'] }).ValidationErrors),
	);
}

function texts(messages: XeroContact['ValidationErrors']): string[] {
	return (messages ?? []).map((one) => cut(one.Message ?? one.Description ?? '')).filter((text) => text !== '');
}

const MISSING_ELEMENT: Failure = {
	class: 'uncertain',
	reason: 'xeroElementMissing',
	message: 'Xero answered the batch without saying what became of this contact',
	nextStep: LOOK_UP_LATER,
	retryable: true,
};

function sameText(a: string | undefined, b: string | undefined): boolean {
	return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
}

function only<T>(list: readonly T[]): T | undefined {
	return list.length === 1 ? list[0] : undefined;
}
