CREATE TABLE users (
  id bigserial PRIMARY KEY,
  email varchar(255) NOT NULL,
  password text NOT NULL,
  birth_date date
);
