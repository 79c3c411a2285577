-- Notes that the replica was up to date at this time.
-- KEYS: 1 meta; ARGV: 1 generation, 2 now (ms)
-- Returns 1, or 0 if this is another generation.
if redis.call('HGET', KEYS[1], 'generation') ~= ARGV[1] then
  return 0
end
redis.call('HSET', KEYS[1], 'seen', ARGV[2], 'complete', '1')
return 1
