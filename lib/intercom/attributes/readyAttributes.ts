import type { AttributeModel } from './attributeNames';

/** So long is a workspace believed to have its attributes as they were seen. */
const LIFE_MS = 5 * 60_000;

/**
 * Workspaces of which a process saw, a few minutes ago, that the attributes of the reference are there and closed to visitors:
 * page after page need not ask for them. Only that they are is kept.
 */
export class ReadyAttributes {
	private readonly seenAt = new Map<string, number>();

	/** @param workspace names it among all that the process works for */
	isReady(workspace: string, model: AttributeModel, now: number): boolean {
		return now - (this.seenAt.get(`${model} ${workspace}`) ?? Number.NEGATIVE_INFINITY) < LIFE_MS;
	}

	note(workspace: string, model: AttributeModel, now: number): void {
		for (const [key, at] of this.seenAt) if (now - at >= LIFE_MS) this.seenAt.delete(key);
		this.seenAt.set(`${model} ${workspace}`, now);
	}

	/** They are not as they were seen. */
	forget(workspace: string, model: AttributeModel): void {
		this.seenAt.delete(`${model} ${workspace}`);
	}
}
