-- Takes up the replica as it is, or begins a new one.
-- KEYS: 1 meta, 2 links by key, 3 keys by username
-- ARGV: 1 a new generation's name, 2 the generation to give up or '', 3 now (ms), 4 greatest age (ms)
-- Returns the fields and values of meta.
local generation = redis.call('HGET', KEYS[1], 'generation')
local seen = tonumber(redis.call('HGET', KEYS[1], 'seen') or '0')
if not generation or generation == ARGV[2] or seen + tonumber(ARGV[4]) < tonumber(ARGV[3]) then
  redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3])
  redis.call('HSET', KEYS[1], 'generation', ARGV[1], 'seen', ARGV[3])
end
return redis.call('HGETALL', KEYS[1])
