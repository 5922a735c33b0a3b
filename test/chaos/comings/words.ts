const SYLLABLES = ['ba', 'do', 'fi', 'gu', 'ka', 'le', 'mi', 'no', 'pa', 'ri', 'so', 'tu'];

/** Room for the words of one move. */
const PER_MOVE = 16;
/** Three syllables at least: shorter ones are particles of names. */
const SHORTEST = SYLLABLES.length ** 2;

/**
 * Values that nobody else in a story has. They come from the number of the move that makes them, so that they stay the
 * same when other moves are taken out of the story, and so that a value found in Xero says whose it is.
 */
export class Words {
	private made = 0;

	constructor(private readonly moveId: number) {}

	word(): string {
		let rest = SHORTEST + this.next();
		let word = '';
		for (; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) word = `${SYLLABLES[rest % SYLLABLES.length]}${word}`;
		return `${word[0]!.toUpperCase()}${word.slice(1)}`;
	}

	/** First and last name. */
	name(): string {
		return `${this.word()} ${this.word()}`;
	}

	email(): string {
		return `${this.word().toLowerCase()}@example.com`;
	}

	/** An Australian number, told from others by its last eight digits. */
	phone(): string {
		return `+61 2 9${String(1_000_000 + this.next()).slice(-7).replace(/(\d{3})(\d{4})/, '$1 $2')}`;
	}

	private next(): number {
		this.made += 1;
		return this.moveId * PER_MOVE + this.made;
	}
}

/** What tells two numbers apart, however they are written. */
export function lastDigits(phone: string): string {
	return phone.replace(/\D/g, '').slice(-8);
}

/** As vendors compare emails and names. */
export function folded(text: string | null | undefined): string {
	return (text ?? '').trim().toLowerCase();
}
