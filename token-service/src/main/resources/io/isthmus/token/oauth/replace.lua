-- Replaces a value unless somebody else was faster.
-- KEYS: 1 the value; ARGV: 1 what it is thought to be, or '', 2 what it shall be
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[2])
return 1
