import { postgresServer } from './postgresServer';

export default function stopPostgres(): void {
	if (process.env.LEDGER_POSTGRES_FOLDER) postgresServer('remove', process.env.LEDGER_POSTGRES_FOLDER);
}
