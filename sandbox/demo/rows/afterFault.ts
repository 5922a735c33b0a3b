import { setTimeout as sleep } from 'node:timers/promises';
import { BREAKAGES, type BreakageName } from '../../page/breakages';
import type { DemoStage } from '../demoStage';
import { observe } from '../observation';
import { XeroReader } from '../xeroReader';
import { inXero, judged, people, type Row } from './row';

const way = 'after a fault';
const TOLD_WITHIN_MS = 120_000;

/** The button of the page, and then a new user in Intercom. @returns the user's id */
function struck(stage: DemoStage, breakage: BreakageName, name: string): string {
	BREAKAGES[breakage].strike(stage.sandbox);
	return people(stage).createContact({ role: 'user', name, email: `${name.toLowerCase().replace(' ', '.')}@after.example` }).id;
}

const lostAnswer: Row = async (stage) => {
	let id = '';
	const observation = await observe(stage, () => (id = struck(stage, 'xeroLostAnswer', 'Ann Answer')));
	const found = stage.sandbox.xero.organisation().contacts.having('ContactNumber', id);
	return judged({ way, name: 'Xero writes, and its answer is lost', observation, readBack: inXero(await new XeroReader(stage.sandbox).byNumber(id)) }, {
		'the answer was lost': observation.calls.some(({ fault }) => fault === 'resetAfter'),
		'the contact is in Xero once': found.length === 1,
	});
};

const minuteSpent: Row = async (stage) => {
	let id = '';
	const observation = await observe(stage, () => (id = struck(stage, 'xeroMinuteLimit', 'Max Minute')));
	const contact = await new XeroReader(stage.sandbox).byNumber(id);
	const refused = observation.calls.filter(({ status }) => status === 429);
	return judged({ way, name: "Xero's calls of the minute are spent", observation, readBack: inXero(contact) }, {
		'Xero refused once and was left alone': refused.length === 1,
		'the contact is in Xero': contact !== undefined,
	});
};

const notificationLost: Row = async (stage) => {
	let id = '';
	const observation = await observe(stage, async () => {
		id = struck(stage, 'intercomLoseNotification', 'Lou Lost');
		await stage.lookForMissed();
	});
	const contact = await new XeroReader(stage.sandbox).byNumber(id);
	return judged({ way, name: 'a notification is lost, and looked for', observation, readBack: inXero(contact) }, {
		'the contact is in Xero': contact !== undefined,
	});
};

/** A minute goes by between the refusal and the next try: Xero is not asked again and again meanwhile. */
const accessRevoked: Row = async (stage) => {
	const before = stage.alerts.texts().length;
	const told = () => stage.alerts.texts().slice(before).some((text) => text.includes('Xero refuses the connection'));
	let id = '';
	const observation = await observe(stage, async () => {
		id = struck(stage, 'xeroRevoke', 'Rita Revoked');
		for (const deadline = Date.now() + TOLD_WITHIN_MS; !told() && Date.now() < deadline; ) await sleep(250);
		await stage.connectXero();
	});
	const contact = await new XeroReader(stage.sandbox).byNumber(id);
	return judged({ way, name: 'access to Xero is revoked, and given again', observation, readBack: inXero(contact) }, {
		'a person was told': told(),
		'the contact is in Xero by itself': contact !== undefined,
	});
};

export const AFTER_FAULT: readonly Row[] = [lostAnswer, minuteSpent, notificationLost, accessRevoked];
