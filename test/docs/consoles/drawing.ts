/** Said in each drawing and beneath it. */
export const NO_SCREENSHOT = "A drawing, not a screenshot: the vendor's page may look different.";

/** A field, a list of things to tick, a single tick or a button of a page, by what the page calls it. */
export interface Field {
	label: string;
	kind: 'box' | 'ticks' | 'tick' | 'button';
	/** What to put in it or what it shows, a line each; of ticks: what to tick. */
	values?: readonly string[];
	/** Of ticks: what to leave open unless the note holds. */
	open?: readonly string[];
	/** Values are shown as code: addresses, scopes, topics. */
	isCode?: true;
	note?: string;
	/** What is done as the how-manyeth, from 1. Absent: nothing is done there, or not by everybody. */
	step?: number;
	/** By which arrows know it; one of its kind in a drawing. */
	id?: string;
}

export interface Page {
	/** How one gets there, from menu to menu. */
	path: readonly string[];
	fields: readonly Field[];
}

export interface Side {
	name: string;
	pages: readonly Page[];
}

/** What to enter where, in the console of a vendor (left) and in n8n (right). */
export interface Drawing {
	/** In docs/images/. */
	file: string;
	/** The page of docs/ that shows it. */
	page: string;
	title: string;
	vendor: Side;
	n8n: Side;
	/** Which value goes where, by ids of fields. */
	arrows: ReadonlyArray<readonly [from: string, to: string]>;
}

export const fieldsOf = ({ vendor, n8n }: Drawing): Field[] => [...vendor.pages, ...n8n.pages].flatMap(({ fields }) => fields);
