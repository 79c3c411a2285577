-- Returns a notice that could not be delivered: it waits again, or is given up.
-- KEYS: 1 notices, 2 due, 3 dead
-- ARGV: 1 id, 2 notice as JSON, 3 when (ms), 4 'due' or 'dead', 5 how many dead ones are kept, 6 time to live (ms)
-- Returns 1, or 0 if somebody removed it meanwhile.
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
if ARGV[4] == 'dead' then
  redis.call('ZREM', KEYS[2], ARGV[1])
  redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
  for _, id in ipairs(redis.call('ZRANGE', KEYS[3], 0, -1 - tonumber(ARGV[5]))) do
    redis.call('ZREM', KEYS[3], id)
    redis.call('HDEL', KEYS[1], id)
  end
else
  redis.call('ZREM', KEYS[3], ARGV[1])
  redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
end
for i = 1, 3 do
  redis.call('PEXPIRE', KEYS[i], ARGV[6])
end
return 1
