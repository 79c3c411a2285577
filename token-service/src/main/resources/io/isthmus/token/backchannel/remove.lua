-- Removes a notice that is done with.
-- KEYS: 1 notices, 2 due, 3 dead; ARGV: 1 id
-- Returns whether it was there.
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
return redis.call('HDEL', KEYS[1], ARGV[1])
