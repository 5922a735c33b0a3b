import type { IntercomOptions, IntercomWorld } from './intercom/world';
import type { Kernel } from './kernel/kernel';
import type { SwitchValues } from './switches/switches';
import type { XeroOptions, XeroWorld } from './xero/world';

export interface SandboxOptions {
	/** 0 or absent: any free port. */
	intercomPort?: number;
	xeroPort?: number;
	pagePort?: number;
	/** Loopback address to listen on, default 127.0.0.1. */
	host?: string;
	/** Seed of all chance in the sandbox, default 1. */
	seed?: number;
	switches?: Partial<SwitchValues>;
	latencyMs?: { intercom?: number; xero?: number };
	xero?: Partial<XeroOptions>;
	intercom?: Partial<IntercomOptions>;
}

/** A sync that runs beside the vendors; the page shows it with them. */
export interface Beside {
	/** Where it can be looked at, and how to sign in there; `href` may hold the sign-in already. */
	links: ReadonlyArray<{ label: string; href: string; signIn: string }>;
	/** What becomes of each breakage, by its name, and of their end (`mend`). */
	expectations: Readonly<Record<string, string>>;
	/** How it stands, in its own words; null: not known yet. */
	readonly standing: { words: string; isGood: boolean; next: string; counts: ReadonlyArray<{ name: string; count: number; means: string }> } | null;
	/** What a person was told, the newest first; `at` is epoch ms. */
	readonly told: ReadonlyArray<{ at: number; title: string; text: string }>;
	/** As a person connects the credential again. */
	connectXero(): Promise<void>;
	/** As a person has it look for what no notification told. */
	lookForMissed(): Promise<void>;
}

/** Both vendors in one process, and everything a test may want to see or break. */
export interface Sandbox extends Kernel {
	/** Base addresses without a trailing slash; each stands for all hosts of that vendor. */
	intercomUrl: string;
	xeroUrl: string;
	pageUrl: string;
	xero: XeroWorld;
	intercom: IntercomWorld;
	/** null: the page shows the vendors alone. */
	beside: Beside | null;
	/** Ends all connections, also the ones a fault keeps hanging. */
	stop(): Promise<void>;
	/** Worlds, switches, faults, latency, journal and clock as they were at the start; addresses stay. */
	reset(): void;
}
