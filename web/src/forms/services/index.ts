export { default as ServiceFigures } from './ServiceFigures.vue'
export { daysOfYear, servicesLink, type Period, type Service, type ServicePeriod } from './services'
