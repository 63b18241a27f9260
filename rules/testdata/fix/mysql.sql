-- A shop in MySQL: what the rules propose for it must be MySQL's.
CREATE TABLE `customers` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `email` varchar(190) NOT NULL,
  `gender` char(1) NOT NULL,
  `phone` varchar(30) NOT NULL,
  `birth_date` date DEFAULT NULL,
  `age` tinyint unsigned DEFAULT NULL,
  `password` varchar(40) NOT NULL,
  `newsletter` tinyint(1) NOT NULL DEFAULT '1',
  `card_cvv` varchar(4) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `by_password` (`password`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `order` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `customer_id` int unsigned NOT NULL,
  `placed_at` datetime NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `of` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`)
) ENGINE=InnoDB;

CREATE TABLE `newsletter_subscribers` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `email` varchar(190) NOT NULL,
  `last_name` varchar(80) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB;
