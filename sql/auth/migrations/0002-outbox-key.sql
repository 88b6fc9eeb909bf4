-- So that a deletion is not published again while its event still waits in the outbox.
create index outbox_key on outbox (key);
