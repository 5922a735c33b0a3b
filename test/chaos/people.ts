import { seededRandom } from '../../sandbox/kernel/random';

const FIRST = ['Ava', 'Jack', 'Isla', 'Noah', 'Zoë', 'Liam', 'Mia', 'Oliver', 'Chloé', 'Lucas', 'Ruby', 'Ethan', 'Grace', 'José', 'Søren', 'Aoife'];
const LAST = ['Nguyen', 'Smith', "O'Brien", 'Singh', 'Williams', 'Müller', 'Chen', 'Brown', 'Papadopoulos', 'Taylor', 'van der Berg', 'Garcia-Lopez'];
const SYLLABLES = ['ba', 'do', 'fi', 'gu', 'ka', 'le', 'mi', 'no', 'pa', 'ri', 'so', 'tu'];

/** Makes people whose names and emails nobody else has, from one seed. */
export class People {
	readonly random: () => number;
	private made = 0;

	constructor(seed: number) {
		this.random = seededRandom(seed);
	}

	pick<T>(list: readonly T[]): T {
		return list[Math.floor(this.random() * list.length)]!;
	}

	chance(probability: number): boolean {
		return this.random() < probability;
	}

	/** Lower-case hex digits. */
	hex(length: number): string {
		return Array.from({ length }, () => Math.floor(this.random() * 16).toString(16)).join('');
	}

	/** An Intercom id. */
	id(): string {
		return this.hex(24);
	}

	/** A Xero ContactID. */
	guid(): string {
		return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-a${this.hex(3)}-${this.hex(12)}`;
	}

	/** First and last name; a made-up word in the last one makes it unique. */
	name(): { first: string; last: string; whole: string } {
		const [first, last] = [this.pick(FIRST), `${this.pick(LAST)}-${this.word()}`];
		return { first, last, whole: `${first} ${last}` };
	}

	email(): string {
		return `${this.word()}@${this.pick(['example.com', 'gmail.com', 'harbour.example', 'acme.com.au'])}`;
	}

	/** A word nobody has been given yet. */
	word(): string {
		let rest = ++this.made;
		let word = '';
		for (; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) word += SYLLABLES[rest % SYLLABLES.length];
		return `${word[0]!.toUpperCase()}${word.slice(1)}`;
	}

	/** A number that is one in every numbering plan. */
	readablePhone(): string {
		const four = String(1_000 + Math.floor(this.random() * 9_000));
		return this.pick([`(02) 9374 ${four}`, `+61 3 9374 ${four}`, `0064 9 374 ${four}`, `+44 20 7946 ${four}`]);
	}

	/** An Australian or foreign number in one of the ways people write it, a few of them unreadable. */
	phone(): string {
		const digits = (count: number) => Array.from({ length: count }, () => Math.floor(this.random() * 10)).join('');
		const [a, b, four] = [digits(3), digits(3), digits(4)];
		return this.pick([
			`+614${a.slice(1)}${b}${a}`,
			`04${a.slice(1)} ${b} ${a}`,
			`04${a.slice(1)}-${b}-${a}`,
			`+61 (0) 4${a.slice(1)} ${b} ${a}`,
			`(02) 9374 ${four}`,
			`02 9374${four}`,
			`+61 2 9374 ${four}`,
			`0061 2 9374 ${four}`,
			`+1 415-555-${four}`,
			`+44 20 7946 ${four}`,
			`(03) 9374 ${four} ext 12`,
			'call me after lunch',
		]);
	}
}

/** The same letters in another case. */
export function otherCase(text: string): string {
	return [...text].map((letter, index) => (index % 2 === 0 ? letter.toUpperCase() : letter.toLowerCase())).join('');
}
