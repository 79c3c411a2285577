-- Lends out notices that are due; who does not return them in time loses them to the next one.
-- KEYS: 1 notices, 2 due, 3 dead; ARGV: 1 now (ms), 2 end of the lease (ms), 3 how many, 4 dead ones older than this go
-- Returns the notices as JSON.
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', ARGV[4], 'LIMIT', 0, 100)) do
  redis.call('ZREM', KEYS[3], id)
  redis.call('HDEL', KEYS[1], id)
end
local taken = {}
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1], 'LIMIT', 0, ARGV[3])) do
  local notice = redis.call('HGET', KEYS[1], id)
  if notice then
    redis.call('ZADD', KEYS[2], ARGV[2], id)
    taken[#taken + 1] = notice
  else
    redis.call('ZREM', KEYS[2], id)
  end
end
return taken
