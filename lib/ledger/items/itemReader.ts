import { isRecord } from '../../http/isRecord';

type Unread = Readonly<Record<string, unknown>>;

/**
 * Reads an item that came through a workflow, where any node may have changed it. What is not as it must be stands in
 * `faults`, in words that name the field; the reading goes on with a stand-in, which nobody may use where there are faults.
 * Never throws.
 */
export class ItemReader {
	/** @param faults shared with the readers of inner parts */
	constructor(
		private readonly item: Unread,
		private readonly path = '',
		readonly faults: string[] = [],
	) {}

	/** Says that a field is not as it must be. */
	fault(name: string, what: string): void {
		this.faults.push(`${this.path}${name} ${what}`);
	}

	has(name: string): boolean {
		return this.item[name] !== undefined && this.item[name] !== null;
	}

	/** A text that says something. */
	filled(name: string): string {
		const value = this.text(name).trim();
		if (value === '') this.fault(name, 'is missing');
		return value;
	}

	/** A text, '' where it is none or not there. */
	text(name: string): string {
		const value = this.item[name];
		return typeof value === 'string' ? value : '';
	}

	number(name: string): number {
		const value = this.item[name];
		if (typeof value === 'number' && Number.isFinite(value)) return value;
		this.fault(name, this.has(name) ? 'is no number' : 'is missing');
		return 0;
	}

	optionalNumber(name: string): number | undefined {
		return this.has(name) ? this.number(name) : undefined;
	}

	/** Epoch ms of an ISO time or of a number that is one. */
	optionalTime(name: string): number | undefined {
		const value = this.item[name];
		if (!this.has(name)) return undefined;
		const at = typeof value === 'string' ? Date.parse(value) : Number(value);
		if (Number.isFinite(at)) return at;
		this.fault(name, 'is no time');
		return undefined;
	}

	isTrue(name: string): boolean {
		return this.item[name] === true || this.item[name] === 'true';
	}

	oneOf<Value extends string>(name: string, values: readonly Value[]): Value {
		const found = values.find((value) => value === this.item[name]);
		if (found !== undefined) return found;
		this.fault(name, this.has(name) ? `is none of ${values.join(', ')}` : 'is missing');
		return values[0]!;
	}

	/** The texts of a list; what is no text is left out. */
	texts(name: string): string[] {
		const value = this.item[name];
		return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
	}

	/** The entries of a list, each to be read by itself; what is no entry is left out. */
	entries(name: string): ItemReader[] {
		const value = this.item[name];
		return Array.isArray(value) ? value.filter(isRecord).map((entry, index) => new ItemReader(entry, `${this.path}${name}[${index}].`, this.faults)) : [];
	}

	/** What stands under a name as it is; undefined where it is no object. */
	object(name: string): Unread | undefined {
		const value = this.item[name];
		return isRecord(value) ? value : undefined;
	}

	/** A part that must be there. */
	part(name: string): ItemReader {
		const inner = this.object(name);
		if (inner === undefined) this.fault(name, 'is missing');
		return new ItemReader(inner ?? {}, `${this.path}${name}.`, this.faults);
	}
}
