CREATE ROLE shop LOGIN;
CREATE ROLE writers;
GRANT writers TO shop;
REVOKE writers FROM shop;
