-- The ledger's own database, beside n8n's: it is saved and restored alone.
create database ledger;
