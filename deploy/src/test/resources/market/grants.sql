-- Wide on purpose: what keeps the roles from the values is the gate alone.
REVOKE ALL ON DATABASE market FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE market TO market_agent, market_analyst, market_clerk;
GRANT CONNECT ON DATABASE market TO postern_catalog;
GRANT USAGE, CREATE ON SCHEMA public, lab TO market_agent, market_analyst, market_clerk;
GRANT USAGE ON SCHEMA archive TO market_agent, market_analyst, market_clerk;
GRANT ALL ON ALL TABLES IN SCHEMA public, lab, archive TO market_agent, market_analyst, market_clerk;
GRANT ALL ON ALL SEQUENCES IN SCHEMA public, lab TO market_agent, market_analyst, market_clerk;
GRANT EXECUTE ON ALL ROUTINES IN SCHEMA lab TO market_agent, market_analyst, market_clerk;
