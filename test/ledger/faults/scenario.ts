import type { Choices, Stage } from './stage';

/** A way through a shipped workflow, and what a person does after it. */
export interface Scenario {
	name: string;
	choices: Choices;
	/** Nodes that others run, too, but with nothing that could fail. */
	forNodes?: readonly string[];
	act(stage: Stage): Promise<void>;
	/** The next change of what it is about, as a person makes it; default: none is needed. */
	change?(stage: Stage): Promise<void> | void;
}
