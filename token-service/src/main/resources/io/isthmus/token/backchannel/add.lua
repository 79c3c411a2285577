-- Keeps a notice, unless there is one of the same session already.
-- KEYS: 1 notices, 2 due; ARGV: 1 id, 2 notice as JSON, 3 due (ms), 4 how many may wait, 5 time to live (ms)
-- Returns 1 kept, 0 known already, -1 too many wait.
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 1 then
  return 0
end
if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[4]) then
  return -1
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], ARGV[3], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
redis.call('PEXPIRE', KEYS[2], ARGV[5])
return 1
