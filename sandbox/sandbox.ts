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

/** Both vendors in one process, and everything a test may want to see or break. */
export interface Sandbox extends Kernel {
	/** Base addresses without a trailing slash; each stands for all hosts of that vendor. */
	intercomUrl: string;
	xeroUrl: string;
	pageUrl: string;
	xero: XeroWorld;
	intercom: IntercomWorld;
	/** Ends all connections, also the ones a fault keeps hanging. */
	stop(): Promise<void>;
	/** Worlds, switches, faults, latency, journal and clock as they were at the start; addresses stay. */
	reset(): void;
}
