DROP INDEX messages_sender;
CREATE INDEX messages_sender ON messages (sender, sent_at DESC);
