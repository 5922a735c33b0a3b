import { usedBy } from '../live/processGroup';

const LOOK_MS = 500;

/** What n8n used while something ran. */
export interface Watched {
	peakMB: number;
	/** Processor time, ms: of n8n, and of this process, which is both stand-ins. */
	cpuMs: number;
	standInsCpuMs: number;
}

/** Looks at n8n until {@link Watch.end}, which says the same however often it is asked. Where n8n ends before, its last figures hold. */
export class Watch {
	private readonly begun: { cpuMs: number; own: NodeJS.CpuUsage };
	private last: { cpuMs: number; peakBytes: number };
	private readonly timer: NodeJS.Timeout;
	private result: Watched | null = null;

	constructor(private readonly pid: number) {
		const { cpuMs, residentBytes } = usedBy(pid);
		this.begun = { cpuMs, own: process.cpuUsage() };
		this.last = { cpuMs, peakBytes: residentBytes };
		this.timer = setInterval(() => this.look(), LOOK_MS);
	}

	end(): Watched {
		return (this.result ??= this.ended());
	}

	private ended(): Watched {
		clearInterval(this.timer);
		this.look();
		const { user, system } = process.cpuUsage(this.begun.own);
		return { peakMB: this.last.peakBytes / 2 ** 20, cpuMs: this.last.cpuMs - this.begun.cpuMs, standInsCpuMs: (user + system) / 1_000 };
	}

	private look(): void {
		const { cpuMs, residentBytes } = usedBy(this.pid);
		this.last = { cpuMs: Math.max(this.last.cpuMs, cpuMs), peakBytes: Math.max(this.last.peakBytes, residentBytes) };
	}
}
