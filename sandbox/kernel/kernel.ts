import type { SandboxClock } from './clock';
import type { Faults } from './faults';
import type { Journal, Vendor } from './journal';
import type { Switches } from '../switches/switches';

/** What every vendor stand-in is given. */
export interface Kernel {
	clock: SandboxClock;
	journal: Journal;
	faults: Faults;
	switches: Switches;
	/** Seeded chance in [0, 1). */
	random(): number;
	/** How long each vendor thinks before it acts, in real ms. May be changed while running. */
	latencyMs: Record<Vendor, number>;
}
