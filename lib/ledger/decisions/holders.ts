import type { Binding, Watermark } from '../rows/facts';
import type { Step } from '../store/step';
import { ledgerEntry } from './auditEntry';
import { noteFact } from './facts';
import { end } from './outbox';
import { rewrite } from './rewrite';
import { SEARCH_OVER, searchKey } from './searchNews';

export type BindAnswer = { bound: true; isNew: boolean; binding: Binding } | { bound: false; binding: Binding };

/**
 * Binds the ledger to a workspace and an organisation with its first use; refuses another one, and says whose it is. Where the
 * simulators of the same pair are is noted anew: their addresses change.
 */
export function bind(binding: Binding): Step<BindAnswer> {
	return {
		name: 'bind',
		need: { facts: ['binding'] },
		decide: (found) => {
			const was = found.fact('binding')?.value;
			if (was === undefined) return { answer: { bound: true, isNew: true, binding }, changes: [...noteFact(found, 'binding', binding), ledgerEntry(binding.boundAt, 'bound', `${binding.workspaceId} ${binding.organisationId}`)] };
			const isSame = was.workspaceId === binding.workspaceId && was.organisationId === binding.organisationId && was.region === binding.region;
			if (!isSame) return { answer: { bound: false, binding: was }, changes: [] };
			const next = { ...binding, organisationName: was.organisationName, boundAt: was.boundAt };
			const isKnown = was.simulators?.intercom === next.simulators?.intercom && was.simulators?.xero === next.simulators?.xero;
			return { answer: { bound: true, isNew: false, binding: next }, changes: isKnown ? [] : noteFact(found, 'binding', next) };
		},
	};
}

/** Whose ledger it is; null: nobody's yet. */
export function readBinding(): Step<Binding | null> {
	return { name: 'readBinding', need: { facts: ['binding'] }, decide: (found) => ({ answer: found.fact('binding')?.value ?? null, changes: [] }) };
}

export interface EmitterAnswer {
	isOurs: boolean;
	holder: string;
	until: number;
}

/**
 * Takes or renews the lease of the one process that emits; the rest take over when it has ended.
 * @param isOver whether a holder is surely no more: its lease counts as ended
 */
export function holdEmitter(holder: string, leaseMs: number, now: number, isOver: (holder: string) => boolean): Step<EmitterAnswer> {
	return {
		name: 'holdEmitter',
		need: { facts: ['emitter'] },
		decide: (found) => {
			const was = found.fact('emitter')?.value;
			if (was !== undefined && was.holder !== holder && was.until > now && !isOver(was.holder)) return { answer: { isOurs: false, ...was }, changes: [] };
			const until = now + leaseMs;
			return { answer: { isOurs: true, holder, until }, changes: noteFact(found, 'emitter', { holder, until }) };
		},
	};
}

/** The process stops emitting; nothing where another has the lease. */
export function releaseEmitter(holder: string): Step<{ released: boolean }> {
	return {
		name: 'releaseEmitter',
		need: { facts: ['emitter'] },
		decide: (found) => {
			const was = found.fact('emitter');
			const isOurs = was?.value.holder === holder;
			return { answer: { released: isOurs }, changes: isOurs ? rewrite('fact', was, null, 'noted') : [] };
		},
	};
}

/** Up to where all changes were seen; null: nowhere yet. */
export function readWatermark(name: string): Step<Watermark | null> {
	return { name: 'readWatermark', need: { facts: [`watermark ${name}`] }, decide: (found) => ({ answer: found.fact(`watermark ${name}`)?.value ?? null, changes: [] }) };
}

/** Keeps the next one, so a search has worked; never an earlier one, which a slow run may bring late. @param value ISO time */
export function writeWatermark(name: string, value: string, now: number): Step<{ watermark: Watermark }> {
	return {
		name: 'writeWatermark',
		need: { facts: [`watermark ${name}`], alerts: [searchKey(name)] },
		decide: (found) => {
			const was = found.fact(`watermark ${name}`)?.value;
			const isLater = was === undefined || Date.parse(value) > Date.parse(was.value);
			const watermark = isLater ? { value, at: now } : was;
			return { answer: { watermark }, changes: [...noteFact(found, `watermark ${name}`, watermark), ...end(found.alert(searchKey(name)), SEARCH_OVER, now)] };
		},
	};
}
