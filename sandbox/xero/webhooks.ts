import { randomBytes } from 'node:crypto';
import type { Kernel } from '../kernel/kernel';
import { DEADLINE_MS, entropyOf, intentToReceive, objection } from './intentToReceive';
import type { ContactNews } from './organisation';
import { webhookBody, type WebhookEvent } from './webhookBody';
import { postSigned } from './webhookForgeries';
import { afterRefusal, isKept, RETRY_LOOK_MS, type Parcel, type WebhookLogEntry } from './webhookRules';

/** The webhook of an app, as the developer portal shows it. */
export interface WebhookSubscription {
	url: string;
	/** Made with the first delivery URL; another URL keeps it. */
	signingKey: string;
	/** `unproven`: the intent to receive was not passed for this URL. `disabled`: a day without an answer; events are kept. */
	state: 'unproven' | 'live' | 'disabled';
	/** Number of the newest event. */
	sequence: number;
}

/** Events of one body; more follow in the next. */
const MOST_IN_A_BODY = 50;

/** Real ms in which events gather into one body; Xero sends within seconds. */
const GATHER_MS = 10;

/** How long after the change an event is dated, where it is not dated by it. */
const LATER_MS = 700;

/**
 * The webhook of the first app: events of every contact of every organisation it is connected to, delivered at least once,
 * repeated at once, then every quarter of an hour of the sandbox's time for a day, then switched off with what is left kept.
 */
export class Webhooks {
	subscription: WebhookSubscription | null = null;
	readonly log: WebhookLogEntry[] = [];
	/** Changes that are not sent yet, in their order. */
	private gathered: ContactNews[] = [];
	private waiting: Parcel[] = [];
	private kept: WebhookEvent[] = [];
	private gathering: NodeJS.Timeout | null = null;
	private looking: NodeJS.Timeout | null = null;
	private readonly underWay = new Set<Promise<void>>();
	private readonly listeners = new Set<() => void>();

	constructor(
		private readonly kernel: Kernel,
		private readonly isConnected: (organisationId: string) => boolean,
	) {}

	/** Saves a delivery URL, as the portal does; nothing is sent before its intent to receive. @throws for what Xero refuses */
	save(url: string): WebhookSubscription {
		const { protocol, hostname } = new URL(url);
		if (protocol !== 'https:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) throw new Error('The delivery URL must be https.');
		const { signingKey = randomBytes(64).toString('base64'), sequence = 0 } = this.subscription ?? {};
		this.subscription = { url, signingKey, sequence, state: 'unproven' };
		this.changed();
		return this.subscription;
	}

	/** The portal's button Send "Intent to receive"; what was kept follows in its order. @returns what was wrong; empty: the webhook is live */
	async sendIntentToReceive(): Promise<string[]> {
		const subscription = this.require();
		const wrong = await intentToReceive(subscription.url, subscription.signingKey, this.kernel.random);
		subscription.state = wrong.length === 0 ? 'live' : subscription.state;
		if (wrong.length === 0) this.track(this.replay());
		this.changed();
		return wrong;
	}

	/** The portal makes another key; the one before counts no more. */
	replaceKey(): string {
		return (this.require().signingKey = randomBytes(64).toString('base64'));
	}

	remove(): void {
		this.reset();
		this.changed();
	}

	/** A contact was stored. */
	note(news: ContactNews): void {
		if (this.subscription === null || this.subscription.state === 'unproven' || !this.isConnected(news.organisationId)) return;
		if (news.by === 'api' && this.kernel.switches.get('xero.eventOfOwnWrite') === 'notSent') return;
		this.gathered.push(news);
		this.gathering ??= setTimeout(() => this.sendGathered(), GATHER_MS);
	}

	/** How many changes are noted and not sent. */
	get noted(): number {
		return this.gathered.length;
	}

	/** What was written is undone: it was never announced. */
	takeBack(noted: number): void {
		this.gathered.length = Math.min(noted, this.gathered.length);
	}

	/** Bodies that wait for their next try, and events that are kept while the webhook is switched off. */
	get pending(): { retries: number; kept: number } {
		return { retries: this.waiting.length, kept: this.kept.length };
	}

	/** Resolves when nothing gathers and no request is on its way; waiting retries do not count. */
	async idle(): Promise<void> {
		if (this.gathering !== null) this.sendGathered();
		if (this.underWay.size === 0) return;
		await Promise.all(this.underWay);
		await this.idle();
	}

	/** Sends again what is due by the sandbox's time; done by itself, too. */
	async sendDue(): Promise<void> {
		const now = this.kernel.clock.now();
		const due = this.waiting.filter(({ nextAt }) => nextAt <= now);
		this.waiting = this.waiting.filter((parcel) => !due.includes(parcel));
		for (const parcel of due) this.track(this.deliver(parcel));
		await this.idle();
	}

	/** @returns a function that ends it */
	subscribe(listener: () => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	reset(): void {
		if (this.gathering !== null) clearTimeout(this.gathering);
		if (this.looking !== null) clearInterval(this.looking);
		[this.gathering, this.looking, this.subscription] = [null, null, null];
		[this.gathered, this.waiting, this.kept] = [[], [], []];
		this.log.length = 0;
	}

	private require(): WebhookSubscription {
		if (this.subscription !== null) return this.subscription;
		throw new Error('The app has no delivery URL');
	}

	private sendGathered(): void {
		if (this.gathering !== null) clearTimeout(this.gathering);
		this.gathering = null;
		const { switches, clock } = this.kernel;
		const { subscription } = this;
		const isLater = switches.get('xero.eventDate') === 'later';
		const events = this.gathered.splice(0).flatMap((news): WebhookEvent[] => (subscription === null ? [] : [{ sequence: ++subscription.sequence, news, eventDate: news.at + (isLater ? LATER_MS : 0) }]));
		if (subscription?.state === 'disabled') return void this.kept.push(...events);
		if (switches.get('xero.eventOrder') === 'reversed') events.reverse();
		for (const parcel of this.parcelsOf(events, clock.now())) {
			this.track(this.deliver(parcel));
			if (switches.get('xero.eventDelivery') === 'twice') this.track(this.deliver(parcel));
		}
	}

	private parcelsOf(events: readonly WebhookEvent[], now: number): Parcel[] {
		const bodies = Array.from({ length: Math.ceil(events.length / MOST_IN_A_BODY) }, (_, part) => events.slice(part * MOST_IN_A_BODY, (part + 1) * MOST_IN_A_BODY));
		return bodies.map((some) => ({ events: some, body: webhookBody(some, entropyOf(this.kernel.random)), attempt: 1, firstSentAt: now, nextAt: now }));
	}

	/** Events kept while the webhook was switched off: one body after the other. */
	private async replay(): Promise<void> {
		const now = this.kernel.clock.now();
		const events = this.kept.splice(0).filter(({ eventDate }) => isKept(eventDate, now)).sort((a, b) => a.sequence - b.sequence);
		for (const parcel of this.parcelsOf(events, now)) await this.deliver(parcel);
	}

	private track(sending: Promise<void>): void {
		const tracked: Promise<void> = sending.finally(() => this.underWay.delete(tracked));
		this.underWay.add(tracked);
	}

	private async deliver(parcel: Parcel): Promise<void> {
		const { subscription } = this;
		if (subscription === null) return;
		if (subscription.state !== 'live') return void this.kept.push(...parcel.events);
		const sentAt = this.kernel.clock.now();
		const result = await postSigned(subscription.url, parcel.body, subscription.signingKey, DEADLINE_MS);
		const wrong = objection(result, 200);
		this.log.push({ ...result, url: subscription.url, events: parcel.events, body: parcel.body, attempt: parcel.attempt, sentAt, objection: wrong });
		if (wrong !== null) this.refused(parcel, subscription);
		this.changed();
	}

	private refused(parcel: Parcel, subscription: WebhookSubscription): void {
		const next = afterRefusal(parcel, this.kernel.clock.now());
		if (next === 'disable') return this.disable(subscription, parcel);
		if (next.nextAt <= this.kernel.clock.now()) return this.track(this.deliver(next));
		this.waiting.push(next);
		// The sandbox's time may be pushed forward: whether something is due is looked at often.
		this.looking ??= setInterval(() => void this.sendDue(), RETRY_LOOK_MS).unref();
	}

	private disable(subscription: WebhookSubscription, parcel: Parcel): void {
		subscription.state = 'disabled';
		this.kept.push(...parcel.events, ...this.waiting.splice(0).flatMap(({ events }) => events));
	}

	private changed(): void {
		for (const listener of this.listeners) listener();
	}
}
