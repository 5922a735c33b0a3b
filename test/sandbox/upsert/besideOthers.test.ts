import type { Outcome } from '../../../lib/sync/record/outcome';
import { recordOf } from './people';
import { openStage, type Stage } from './stage';

let stage: Stage;

beforeAll(async () => {
	stage = await openStage();
});

afterAll(async () => await stage.stop());

test('a long run sees what another execution wrote to a contact meanwhile, and leaves that contact alone', async () => {
	const [contactId = ''] = stage.seed({ Name: 'Jane Doe', EmailAddress: 'jane@old.example' });
	const reference = { contactId, organisationId: stage.organisationId };
	const many = Array.from({ length: 1_000 }, (_, index) => recordOf({ name: `New Person ${index}`, email: `new${index}@bulk.example`, createdAt: 1_600_000_000 }));
	const referring = recordOf({ name: 'Jane Doe', email: 'jane@new.example', reference });
	const live = recordOf({ name: 'Jane Doe', email: 'jane@old.example', phone: '0422 222 222' });
	let beside: Promise<Outcome[]> | undefined;
	stage.before = ({ method }) => {
		if (method === 'PUT') beside ??= stage.upsert([live]);
	};
	const outcomes = await stage.upsert([...many, referring]);
	expect(await beside).toMatchObject([{ outcome: 'updated' }]);
	expect(outcomes[many.length]).toMatchObject({ outcome: 'review', reason: 'keysDisagree' });
	expect(stage.contact(contactId)).toMatchObject({ EmailAddress: 'jane@old.example', ContactNumber: live.intercomId });
}, 60_000);
