/**
 * Well-known ports from 1024 up of databases, caches and brokers. Web servers have no reason to use them,
 * and some of these services execute lines of text inside an HTTP request.
 */
const refusedPorts: ReadonlyMap<number, string> = new Map([
  [1433, 'Microsoft SQL Server'],
  [1521, 'Oracle Database'],
  [1883, 'MQTT'],
  [2181, 'ZooKeeper'],
  [2379, 'etcd'],
  [2380, 'etcd'],
  [3050, 'Firebird'],
  [3306, 'MySQL'],
  [4222, 'NATS'],
  [5432, 'PostgreSQL'],
  [5433, 'PostgreSQL'],
  [5671, 'AMQP'],
  [5672, 'AMQP'],
  [5701, 'Hazelcast'],
  [5984, 'CouchDB'],
  [6379, 'Redis'],
  [6380, 'Redis'],
  [6432, 'PgBouncer'],
  [6650, 'Pulsar'],
  [7000, 'Cassandra'],
  [7001, 'Cassandra'],
  [7199, 'Cassandra'],
  [7474, 'Neo4j'],
  [7687, 'Neo4j'],
  [8086, 'InfluxDB'],
  [8529, 'ArangoDB'],
  [8883, 'MQTT'],
  [9042, 'Cassandra'],
  [9092, 'Kafka'],
  [9093, 'Kafka'],
  [9160, 'Cassandra'],
  [9200, 'Elasticsearch'],
  [9300, 'Elasticsearch'],
  [11211, 'memcached'],
  [11300, 'beanstalkd'],
  [15672, 'RabbitMQ'],
  [16379, 'Redis'],
  [26257, 'CockroachDB'],
  [26379, 'Redis'],
  [27017, 'MongoDB'],
  [27018, 'MongoDB'],
  [27019, 'MongoDB'],
  [28015, 'RethinkDB'],
  [33060, 'MySQL'],
  [50000, 'Db2'],
  [61613, 'ActiveMQ'],
  [61616, 'ActiveMQ'],
]);

/** The first unprivileged port; below it only standard ports are accepted. */
const firstFreePort = 1024;

/**
 * Returns a sentence that explains why a webhook may not use a port, or null if it may.
 *
 * @param standardPorts accepted ports below 1024
 */
export function explainRefusedPort(port: number, standardPorts: readonly number[]): string | null {
  if (standardPorts.includes(port)) return null;
  if (port < firstFreePort) {
    return `The port must be ${standardPorts.join(' or ')}, or ${firstFreePort} or higher.`;
  }
  const owner = refusedPorts.get(port);
  return owner === undefined ? null : `Port ${port} is used by ${owner}, not by web servers.`;
}
