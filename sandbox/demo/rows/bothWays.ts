import { callsTo, observe } from '../observation';
import type { DemoStage } from '../demoStage';
import { XeroReader } from '../xeroReader';
import { hasPhone, inIntercom, inXero, judged, people, type Row } from './row';

const CORRECTED = { Name: 'Jane Dough', FirstName: 'Jane', LastName: 'Dough', Phones: [{ PhoneType: 'DEFAULT', PhoneCountryCode: '61', PhoneAreaCode: '2', PhoneNumber: '9000 2222' }] };

/** As a bookkeeper does it in Xero; the visitor who typed her email hears nothing of it. */
const corrected: Row = async (stage, cast) => {
	const visitor = people(stage).contact(cast.visitorId);
	const known = inIntercom(visitor);
	const id = await xeroId(stage, cast.janeId);
	const observation = await observe(stage, () => stage.sandbox.xero.organisation().editInUi(id, CORRECTED));
	const jane = people(stage).contact(cast.janeId);
	return judged({ way: 'to Intercom', name: 'her name and phone are corrected in Xero', observation, readBack: inIntercom(jane) }, {
		'the name is in Intercom': jane.name === 'Jane Dough',
		'the phone is in Intercom': jane.phone === '+61290002222',
		'her email is as it was': jane.email === 'jane@acme.example',
		'nothing is written to Xero': observation.changed.length === 0,
		'the visitor who typed her email learns nothing': inIntercom(people(stage).contact(cast.visitorId)) === known,
		'1 Xero call': callsTo('xero', observation) === 1,
		'at most 2 Intercom calls': callsTo('intercom', observation) <= 2,
	});
};

/** Each side changes another field: nobody has to be asked. */
const apart: Row = async (stage, cast) => {
	const id = await xeroId(stage, cast.omarId);
	const observation = await observe(stage, () => {
		people(stage).updateContact(cast.omarId, { phone: '+61290003333' });
		stage.sandbox.xero.organisation().editInUi(id, { Name: 'Omar Azar', FirstName: 'Omar', LastName: 'Azar' });
	});
	const [omar, contact] = await bothOf(stage, cast.omarId);
	return judged({ way: 'both sides', name: 'phone in Intercom, name in Xero, at once', observation, readBack: inXero(contact) }, {
		'Intercom has both': omar.name === 'Omar Azar' && omar.phone === '+61290003333',
		'Xero has both': contact?.Name === 'Omar Azar' && hasPhone(contact, '61290003333'),
	});
};

const conflict: Row = async (stage, cast) => {
	const id = await xeroId(stage, cast.omarId);
	const observation = await observe(stage, () => {
		people(stage).updateContact(cast.omarId, { name: 'Omar Azul' });
		stage.sandbox.xero.organisation().editInUi(id, { Name: 'Omar Azimi', FirstName: 'Omar', LastName: 'Azimi' });
	});
	const [omar, contact] = await bothOf(stage, cast.omarId);
	const review = (await stage.status.read()).reviews.shown.find(({ id }) => id === cast.omarId);
	return judged({ way: 'both sides', name: 'his name changes on both, at once', observation, readBack: `Intercom: ${omar.name}, Xero: ${contact?.Name}` }, {
		'it waits for a person, who is told both names': review?.reason === 'changedOnBothSides' && /"Omar Azul" in Intercom and "Omar Azimi" in Xero/.test(review.message),
		'Intercom keeps its own': omar.name === 'Omar Azul',
		'Xero keeps its own': contact?.Name === 'Omar Azimi',
	});
};

const decided: Row = async (stage, cast) => {
	const observation = await observe(stage, async () => await stage.status.decide(cast.omarId, 'takeXero'));
	const [omar, contact] = await bothOf(stage, cast.omarId);
	const { reviews } = await stage.status.read();
	return judged({ way: 'both sides', name: 'decided on the status page: take what Xero has', observation, readBack: inIntercom(omar) }, {
		"Xero's name is in Intercom": omar.name === 'Omar Azimi',
		'and still in Xero': contact?.Name === 'Omar Azimi',
		'nothing waits for a person any more': reviews.shown.every(({ id }) => id !== cast.omarId),
	});
};

async function xeroId(stage: DemoStage, intercomId: string): Promise<string> {
	return (await new XeroReader(stage.sandbox).byNumber(intercomId))?.ContactID ?? '';
}

async function bothOf(stage: DemoStage, intercomId: string) {
	return [people(stage).contact(intercomId), await new XeroReader(stage.sandbox).byNumber(intercomId)] as const;
}

export const BOTH_WAYS: readonly Row[] = [corrected, apart, conflict, decided];
